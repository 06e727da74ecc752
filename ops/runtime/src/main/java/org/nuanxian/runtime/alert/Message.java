package org.nuanxian.runtime.alert;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * What is told outside of the console. Nothing in it is personal.
 *
 * @param id the same for every try of one message, so that whoever gets it twice can know
 * @param title one line
 * @param text all of it, for people
 * @param facts the same for programs
 */
public record Message(UUID id, String title, String text, JsonObject facts) {}
