package org.nuanxian.server.browser;

/**
 * One line of a conversation as a page draws it.
 *
 * @param seq its number
 * @param text its words
 */
record Said(long seq, String text) {}
