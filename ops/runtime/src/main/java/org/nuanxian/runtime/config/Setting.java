package org.nuanxian.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Default and bounds of one key; a component without a default must be given by the operator. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
  /** Marks a setting that has no default. */
  String REQUIRED = "\0";

  /** Used when nothing is given, written as in the file. */
  String fallback() default REQUIRED;

  /** Smallest allowed value of a number or a duration, written as in the file. */
  String min() default "";

  /** Largest allowed value of a number or a duration, written as in the file. */
  String max() default "";
}
