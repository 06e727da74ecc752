package org.nuanxian.dispatcher;

import org.nuanxian.runtime.id.CountyCode;

/**
 * How many wait in one county, and the longest of these waits.
 *
 * @param overdue whether one of them waits longer than they were told, and a while, or was told
 *     nothing and waits for long
 */
public record CountyQueue(CountyCode county, int waiting, long longestSeconds, boolean overdue) {}
