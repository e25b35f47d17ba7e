"""Takes what goes into some products as it is, not in eight bits.

After GELU a few numbers are fifty or a hundred times as large as they are on average, and the runtime has one scale for
all, so that few steps are left for the others: more than half of what eight bits cost (docs/recogniser.md). The weights
stay in eight bits in the file; they are made whole when it is opened.
"""

from collections.abc import Iterator
from pathlib import Path

import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper

_QUANTIZED, _SCALE = "_quantized", "_scale"


def make_whole(path: Path, part: str) -> None:
    """Rewrite a graph of `quantize_dynamic`: products with the weights of which `part` is in the name."""
    model = onnx.load(path)
    graph = model.graph
    products = [
        node for node in graph.node if node.op_type == "MatMulInteger" and f".{part}." in node.input[1]
    ]
    for product in products:
        _replace(graph, product)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _replace(graph: GraphProto, product: NodeProto) -> None:
    weights = product.input[1]
    (quantizer,) = (node for node in graph.node if product.input[0] in node.output)
    (cast,) = _users(graph, product.output[0])
    (scaled,) = _users(graph, cast.output[0])
    (scales,) = (node for node in graph.node if scaled.input[1] in node.output)
    # Of two constants: the runtime works them out once, when it opens the graph.
    whole = [
        helper.make_node("Cast", [weights], [f"{weights}_cast"], to=TensorProto.FLOAT),
        helper.make_node(
            "Mul", [f"{weights}_cast", weights.replace(_QUANTIZED, _SCALE)], [f"{weights}_whole"]
        ),
        helper.make_node("MatMul", [quantizer.input[0], f"{weights}_whole"], [scaled.output[0]]),
    ]
    at = list(graph.node).index(scaled)
    gone = [quantizer.name, product.name, cast.name, scaled.name, scales.name]
    kept = list(graph.node)
    kept[at:at] = whole
    del graph.node[:]
    graph.node.extend(node for node in kept if node.name not in gone)


def _users(graph: GraphProto, name: str) -> Iterator[NodeProto]:
    return (node for node in graph.node if name in node.input)
