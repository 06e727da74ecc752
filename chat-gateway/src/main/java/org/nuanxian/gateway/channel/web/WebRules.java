package org.nuanxian.gateway.channel.web;

/**
 * What the operator decided about the page.
 *
 * @param demo nobody is on duty, and every page says so
 * @param neutralPage where the quick exit leads
 */
public record WebRules(boolean demo, String neutralPage) {}
