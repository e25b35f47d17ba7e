"""The transformer that turns a text into a vector of 384 numbers: the first layers of the model it starts from."""

import torch
import torch.nn.functional as F
from start import WIDTH, Start
from torch import Tensor, nn

HEADS, INNER, LONGEST = 12, 1536, 160
PAD = 1


class Layer(nn.Module):
    """Attention and a step of its own for each piece, each added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.attend, self.attended = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.first, self.second = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, present: Tensor) -> Tensor:
        batch, length, _ = x.shape
        parts = self.attend(x).float().view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # In 32 bits: the processors at hand are many times slower at attention in 16.
        seen = F.scaled_dot_product_attention(*parts, attn_mask=present)
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH).to(x.dtype)
        x = self.first(x + self.attended(seen))
        return self.second(x + self.outer(F.gelu(self.inner(x), approximate="tanh")))

    def take(self, tensor: "Tensors") -> None:
        """Take the weights of one layer of the model to start from."""
        queries = [tensor(f"{part}.w").view(WIDTH, WIDTH) for part in "qkv"]
        self.attend.weight.data = torch.cat(queries)
        self.attend.bias.data = torch.cat([tensor(f"{part}.b") for part in "qkv"])
        self.attended.weight.data, self.attended.bias.data = (
            tensor("ao.w").view(WIDTH, WIDTH),
            tensor("ao.b"),
        )
        self.inner.weight.data, self.inner.bias.data = tensor("fi.w").view(INNER, WIDTH), tensor("fi.b")
        self.outer.weight.data, self.outer.bias.data = tensor("fo.w").view(WIDTH, INNER), tensor("fo.b")
        self.first.weight.data, self.first.bias.data = tensor("aln.w"), tensor("aln.b")
        self.second.weight.data, self.second.bias.data = tensor("oln.w"), tensor("oln.b")


class Tensors:
    """The tensors of one layer of a start, by their short names."""

    def __init__(self, start: Start, layer: int) -> None:
        self._start, self._layer = start, layer

    def __call__(self, name: str) -> Tensor:
        return torch.tensor(self._start.tensors[f"l{self._layer}.{name}"])


class Encoder(nn.Module):
    """Pieces in, a vector of length 1 out: the mean over the pieces after the last layer."""

    def __init__(self, pieces: int, layers: int, dtype: torch.dtype) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH, sparse=True)
        self.places = nn.Parameter(torch.zeros(LONGEST, WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer().to(dtype) for _ in range(layers))
        self.dtype = dtype

    def take(self, start: Start) -> None:
        """Take the weights of the model to start from."""
        tensors = {
            name: torch.tensor(value) for name, value in start.tensors.items() if name.startswith("emb")
        }
        self.word.weight.data = tensors["emb.word"]
        self.places.data = (
            tensors["emb.pos"].view(-1, WIDTH)[:LONGEST] + tensors["emb.type"].view(-1, WIDTH)[0]
        )
        self.norm.weight.data, self.norm.bias.data = tensors["emb.ln.w"], tensors["emb.ln.b"]
        for number, layer in enumerate(self.layers):
            layer.take(Tensors(start, number))
            layer.to(self.dtype)

    def forward(self, pieces: Tensor) -> Tensor:
        there = pieces != PAD
        x = self.norm(self.word(pieces) + self.places[: pieces.shape[1]])
        x = F.dropout(x, 0.1, self.training).to(self.dtype)
        for layer in self.layers:
            x = layer(x, there[:, None, None, :])
        x = (x.float() * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        return F.normalize(x, dim=-1)


def padded(texts: list[list[int]]) -> Tensor:
    """Return texts (numbers of pieces) as one rectangle."""
    longest = max(map(len, texts))
    return torch.tensor([text + [PAD] * (longest - len(text)) for text in texts])
