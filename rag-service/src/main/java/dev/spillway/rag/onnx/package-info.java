/** all-MiniLM-L6-v2 on ONNX Runtime, with its own WordPiece tokenizer. */
@NullMarked
package dev.spillway.rag.onnx;

import org.jspecify.annotations.NullMarked;
