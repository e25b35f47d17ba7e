"""What an earlier run has learned, read from the pack's own recogniser: eight-bit weights, close enough to go on from."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from sentencepiece import SentencePieceProcessor
from torch import Tensor

# Rows are what comes in, however the exporter named it.
_QUANTIZED = re.compile(r"encoder\.(?P<stem>.+)\.weight(?:_Transposed)?_quantized")


def learned(folder: Path) -> dict[str, Any]:
    """Return the recogniser of a pack in the form that train.py writes."""
    splitter = SentencePieceProcessor(model_file=str(folder / "pieces.model"))
    targets = json.loads((folder / "targets.json").read_text("utf-8"))
    rows = np.load(folder / "embedding.npy") * np.load(folder / "scales.npy")
    encoder = _weights(folder / "encoder.onnx") | {
        "word.weight": torch.tensor(rows),
        "places": torch.tensor(np.load(folder / "positions.npy").astype(np.float32)),
    }
    return {
        "encoder": encoder,
        "pieces": [splitter.id_to_piece(n) for n in range(splitter.get_piece_size())],
        "keys": targets["keys"],
        "vectors": torch.tensor(np.load(folder / "targets.npy").astype(np.float32)),
        "center": torch.tensor(np.load(folder / "center.npy")).view(1, -1),
        "scale": targets["scale"],
    }


def _weights(path: Path) -> dict[str, Tensor]:
    """The tensors of the graph by the names that they have in the encoder."""
    named = {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}
    found = {}
    for name, value in named.items():
        quantized = _QUANTIZED.fullmatch(name)
        if quantized:
            whole = value.astype(np.float32) * named[name.removesuffix("_quantized") + "_scale"]
            found[quantized["stem"] + ".weight"] = torch.tensor(np.ascontiguousarray(whole.T))
        elif name.startswith("encoder.") and not name.endswith(("_scale", "_zero_point")):
            found[name.removeprefix("encoder.")] = torch.tensor(value)
    return found
