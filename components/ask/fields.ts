export { AudienceChoices } from "./audience-choices";
export { CodeField } from "./code-field";
export { PauseField } from "./pause-field";
export { TypedMoment } from "./typed-moment";
