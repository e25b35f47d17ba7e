"""Paizhu 派驻: a work platform for stationed oversight."""

__version__ = "0.1.0"
