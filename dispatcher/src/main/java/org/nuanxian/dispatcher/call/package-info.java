/**
 * One record for each Lua script: its arguments, typed, and its answer. What a script reads, writes
 * and answers on a repeat stands in its head and in ops/docs/dispatcher.md.
 */
package org.nuanxian.dispatcher.call;
