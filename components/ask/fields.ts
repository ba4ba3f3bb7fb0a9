export { AudienceChoices } from "./audience-choices";
export { ChosenMoment } from "./chosen-moment";
export { CodeField } from "./code-field";
export { PauseField } from "./pause-field";
