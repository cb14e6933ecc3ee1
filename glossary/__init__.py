"""A bilingual (English–Chinese) glossary out of machine-translated English texts."""

__version__ = "0.1.0"
