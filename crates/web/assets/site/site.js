// What a page of the site does beside being read. Every page is whole without it.
import "./reader.js";
import { define } from "./elements.js";
import { localTimes } from "./times.js";

define(document);
localTimes(document);
