import { Field } from "#components/ui/field.tsx";

type Props = {
  /** The names as they are. */
  names?: { first_name: string; last_name: string };
  /** Why they were refused, by field. */
  errors: { first_name?: string; last_name?: string };
  /** Whether they are the user's own, which the browser may fill in. */
  own?: boolean;
  autoFocus?: boolean;
};

/** The two fields of a person's name. */
export function NameFields({ names, errors, own = false, autoFocus = false }: Props) {
  return (
    <>
      <Field
        label="First name"
        name="first_name"
        autoComplete={own ? "given-name" : "off"}
        defaultValue={names?.first_name}
        error={errors.first_name}
        required
        autoFocus={autoFocus}
      />
      <Field
        label="Last name"
        name="last_name"
        autoComplete={own ? "family-name" : "off"}
        defaultValue={names?.last_name}
        error={errors.last_name}
        required
      />
    </>
  );
}
