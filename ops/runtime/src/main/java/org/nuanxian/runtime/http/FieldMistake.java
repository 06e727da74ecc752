package org.nuanxian.runtime.http;

/**
 * What is wrong with one field of a request.
 *
 * @param field path inside the body, like {@code selfReport.distress}
 * @param code stable word for programs: {@code required}, {@code type}, {@code length}, {@code
 *     range}, {@code format}, {@code unknown-value}
 * @param detail one English sentence; never repeats the value, which may be personal
 */
public record FieldMistake(String field, String code, String detail) {}
