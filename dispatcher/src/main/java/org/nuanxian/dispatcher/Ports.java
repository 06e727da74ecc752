package org.nuanxian.dispatcher;

import java.time.InstantSource;

/** Everything the domain touches outside itself. */
public record Ports(
    Now now, Record record, Duty duty, Notices notices, Timer timer, InstantSource clock) {}
