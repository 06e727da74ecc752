package org.nuanxian.dispatcher;

import org.nuanxian.runtime.id.CountyCode;

/** How many wait in one county, and the longest of these waits. */
public record CountyQueue(CountyCode county, int waiting, long longestSeconds) {}
