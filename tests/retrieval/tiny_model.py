"""A tiny cross-encoder in a folder: its logit is the highest weight among the words of the text, not the question."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
from onnx import TensorProto, helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from retrieval.cross_encoder.model import INPUTS, MODEL, TOKENIZER

SPECIAL = ("[PAD]", "[CLS]", "[SEP]", "[UNK]")
OPSET, IR = 17, 9  # what onnxruntime 1.20 reads


def write_model(
    folder: Path, weights: Mapping[str, float], *, inputs: Sequence[str] = tuple(INPUTS), labels: int = 1
) -> Path:
    """Write the model and its tokenizer into `folder`; a word without a weight weighs 0."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: number for number, word in enumerate([*SPECIAL, *weights])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 -- the token of unknown words
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    tokenizer.save(str(folder / TOKENIZER))
    onnx.save(_model([*[0.0] * len(SPECIAL), *weights.values()], inputs, labels), str(folder / MODEL))
    return folder


def _model(table: Sequence[float], inputs: Sequence[str], labels: int) -> onnx.ModelProto:
    ids, mask, types = inputs
    nodes = [
        helper.make_node("Gather", ["table", ids], ["found"]),
        helper.make_node("Mul", [types, mask], ["of_text"]),
        helper.make_node("Cast", ["of_text"], ["factor"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["found", "factor"], ["weighed"]),
        helper.make_node("ReduceMax", ["weighed"], ["highest"], axes=[1], keepdims=1),
        helper.make_node("Concat", ["highest"] * labels, ["logits"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["pairs", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", labels])],
        [helper.make_tensor("table", TensorProto.FLOAT, [len(table)], list(table))],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)
