package org.nuanxian.dispatcher.ladder;

import java.time.Instant;

/** From one instant until before another. */
public record Span(Instant from, Instant to) {}
