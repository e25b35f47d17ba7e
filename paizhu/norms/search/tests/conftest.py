from paizhu.norms.tests.conftest import base

__all__ = ["base"]
