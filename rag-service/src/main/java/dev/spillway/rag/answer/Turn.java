package dev.spillway.rag.answer;

/**
 * One earlier message of a conversation.
 *
 * @param role who spoke: system, user or assistant
 * @param content what was said
 */
public record Turn(String role, String content) {}
