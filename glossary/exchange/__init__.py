"""Shapes in which a glossary leaves the house, one format a file."""
