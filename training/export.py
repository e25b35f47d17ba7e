"""Writes what was trained as the files of the pack's recogniser: .training/bin/python training/export.py

The encoder becomes an ONNX graph with weights of eight bits, the pieces' vectors eight bits with a scale for each; then
both are asked the same phrasings, and how alike their vectors are is printed.
"""

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from encoder import HEADS, Encoder
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.preprocess import quant_pre_process
from phrasings import examples
from sentencepiece import SentencePieceProcessor
from start import WIDTH
from torch import Tensor, nn
from train import OUT
from whole import make_whole

from paizhu import places
from paizhu.norms.ask.recogniser import Recogniser
from paizhu.norms.ask.recogniser import encoder as opened
from paizhu.norms.store import TRAINED, open_base

SAMPLE = 200
# Short and long, in both languages.
KNOWN = (
    "派驻机构对驻在单位党组织是否有协助职责？",
    "线索处置多久要给意见",
    "我们单位的纪检组组长这两年老被叫去管招标和采购的事，会上还让他签字，出了问题又说是他同意的，这样安排合不合规定，他自己能不能拒绝？",
    "Must a stationed office assist the host's Party group?",
    "How long may detention (留置) last at most, and who may extend it?",
    "今天的天气怎么样？",
)
OPSET = 20  # the first with an operator for GELU


class Body(nn.Module):
    """The encoder from the sum of a text's pieces and places to their mean after the last layer; one text at a time.

    Written in the operators that the runtime is quick at: it takes twice as long for a whole layer normalisation as for its
    parts, and has one operator for GELU.
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, x: Tensor) -> Tensor:
        x = _normed(self.encoder.norm, x)
        for layer in self.encoder.layers:
            length = x.shape[0]
            parts = layer.attend(x).reshape(length, 3, HEADS, WIDTH // HEADS).permute(1, 2, 0, 3)
            seen = (
                torch.softmax(parts[0] @ parts[1].transpose(1, 2) * (WIDTH // HEADS) ** -0.5, -1) @ parts[2]
            )
            x = _normed(layer.first, x + layer.attended(seen.transpose(0, 1).reshape(length, WIDTH)))
            x = _normed(layer.second, x + layer.outer(F.gelu(layer.inner(x), approximate="tanh")))
        return x.mean(0)


def _normed(norm: nn.LayerNorm, x: Tensor) -> Tensor:
    off = x - x.mean(-1, keepdim=True)
    return off * torch.rsqrt((off * off).mean(-1, keepdim=True) + norm.eps) * norm.weight + norm.bias


def main() -> None:
    """Write the files and print how well they keep what was learned."""
    trained = torch.load(OUT / "trained.pt")
    folder = places.packs() / "discipline" / TRAINED
    folder.mkdir(exist_ok=True)
    encoder = Encoder(len(trained["encoder"]["word.weight"]), trained["layers"], torch.float32)
    encoder.load_state_dict({name: value.float() for name, value in trained["encoder"].items()})
    _write_graph(Body(encoder).eval(), folder / "encoder.onnx")
    rows = encoder.word.weight.detach().numpy()
    scales = (np.abs(rows).max(1, keepdims=True) / 127 + 1e-12).astype(np.float32)
    np.save(folder / "embedding.npy", np.round(rows / scales).astype(np.int8))
    np.save(folder / "scales.npy", scales)
    np.save(folder / "positions.npy", encoder.places.detach().numpy().astype(np.float16))
    np.save(folder / "targets.npy", F.normalize(trained["vectors"], dim=-1).numpy().astype(np.float16))
    np.save(folder / "center.npy", trained["center"].numpy().reshape(-1))
    scale = round(float(trained["scale"]), 4)
    text = json.dumps({"scale": scale, "keys": trained["keys"]}, ensure_ascii=False, indent=0)
    (folder / "targets.json").write_text(text + "\n", "utf-8")
    shutil.copy(OUT / "pieces.model", folder)
    write_known(folder)
    _compare(encoder.eval(), folder, trained["center"][0])


def write_known(folder: Path) -> None:
    """Write what known texts mean, by which any machine can see that it computes as this one does."""
    recogniser = Recogniser(folder)
    known = {text: [round(float(number), 4) for number in recogniser.vector(text)] for text in KNOWN}
    lines = ",\n".join(
        f"{json.dumps(text, ensure_ascii=False)}: {json.dumps(told)}" for text, told in known.items()
    )
    (folder / "known.json").write_text(f"{{\n{lines}\n}}\n", "utf-8")


def _write_graph(body: Body, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        full, ready = Path(folder) / "full.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(body, (torch.randn(17, WIDTH),), full, input_names=["x"], output_names=["z"],
                          dynamic_axes={"x": {0: "pieces"}}, dynamo=False, opset_version=OPSET)  # fmt: skip
        quant_pre_process(full, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, path, weight_type=QuantType.QInt8, per_channel=True)
        make_whole(path, "outer")


def _compare(encoder: Encoder, folder: Path, center: Tensor) -> None:
    graph = opened(folder / "encoder.onnx")
    splitter = SentencePieceProcessor(model_file=str(folder / "pieces.model"))
    rows, scales = np.load(folder / "embedding.npy"), np.load(folder / "scales.npy")
    positions = np.load(folder / "positions.npy").astype(np.float32)
    alike = []
    for example in examples(open_base(places.packs() / "discipline"))[::97][:SAMPLE]:
        pieces = [0, *splitter.encode(example.text.lower())[:78], 2]
        (short,) = graph.run(None, {"x": rows[pieces] * scales[pieces] + positions[: len(pieces)]})
        with torch.no_grad():
            whole = encoder(torch.tensor([pieces]))[0]
        vectors = [F.normalize(F.normalize(v, dim=-1) - center, dim=-1) for v in (whole, torch.tensor(short))]
        alike.append(float(vectors[0] @ vectors[1]))
    print(
        f"{len(alike)} phrasings: likeness of the vectors {np.mean(alike):.4f} on average, {min(alike):.4f} at least"
    )


if __name__ == "__main__":
    main()
