using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Writes the page of a change: what it asks for, then what it would do, with a button that makes it. The form is sent to the address of
/// the page itself, which names what is changed.
/// </summary>
internal sealed class ChangePage(HtmlWriter html, PageContext page, ChangeForm form, string token, RelativeAddress back)
{
    /// <summary>The name of the button that was pressed.</summary>
    public const string Step = "step";

    public const string Preview = "preview";

    public const string Confirm = "confirm";

    public void Write()
    {
        html.Open("section", "card change").Open("h1").Text($"{form.Act.Title} {form.Subject.Name}").Close().Element("p", form.Act.Rule);
        if (form.Rejection is { } rejection)
        {
            html.Open("p", "error").Attribute("role", "alert").Text(rejection).Close();
        }

        html.Open("form").Attribute("method", "post");
        Hidden(FormToken.Field, token);
        if (form.Effect is { } effect)
        {
            WritePreview(effect);
        }
        else
        {
            WriteFields();
        }

        html.Open("a").Link("href", back).Text("Cancel").Close().Close().Close().Close();
    }

    private void WriteFields()
    {
        foreach (ChangeField field in form.Fields)
        {
            WriteField(field);
        }

        html.Open("p", "acts");
        Button(Preview, "Preview", isMain: true);
    }

    private void WriteField(ChangeField field)
    {
        string id = $"field-{field.Name}", problem = $"{id}-error";
        html.Open("label").Attribute("for", id).Text(field.Label);
        html.Text(field.Kind == ChangeFieldKind.Time ? $" ({page.Zone.Id})" : string.Empty).Close();
        _ = field.Kind == ChangeFieldKind.Area
            ? html.Open("textarea").Attribute("rows", 3).Attribute("maxlength", 1000)
            : html.Open("input").Attribute("type", field.Kind switch
            {
                ChangeFieldKind.Number => "number",
                ChangeFieldKind.Time => "datetime-local",
                _ => "text",
            });
        html.Attribute("id", id).Attribute("name", field.Name).Flag("required", field.IsRequired);
        if (form.Error(field.Name) is not null)
        {
            html.Attribute("aria-invalid", "true").Attribute("aria-describedby", problem);
        }

        _ = field.Kind switch
        {
            ChangeFieldKind.Area => html.Text(form.Value(field.Name)),
            ChangeFieldKind.Number => html.Attribute("step", "any").Attribute("value", form.Value(field.Name)),
            _ => html.Attribute("value", form.Value(field.Name)).Attribute("autocomplete", "off"),
        };
        html.Close();
        if (form.Error(field.Name) is { } error)
        {
            html.Open("p", "error").Attribute("id", problem).Text(error).Close();
        }
    }

    private void WritePreview(IReadOnlyList<string> effect)
    {
        html.Open("dl");
        foreach (ChangeField field in form.Fields.Where(one => one.Name != ChangeField.Confirm && form.Value(one.Name).Length > 0))
        {
            string zone = field.Kind == ChangeFieldKind.Time ? $" ({page.Zone.Id})" : string.Empty;
            html.Element("dt", field.Label + zone).Element("dd", form.Value(field.Name));
        }

        html.Close().Element("h2", "What it does").Open("ul", "effect");
        foreach (string line in effect)
        {
            html.Element("li", line);
        }

        html.Close();
        foreach (ChangeField field in form.Fields)
        {
            Hidden(field.Name, form.Value(field.Name));
        }

        Hidden("id", form.Id);
        Hidden("at", form.At.ToString("O", CultureInfo.InvariantCulture));
        html.Open("p", "acts");
        Button(Confirm, form.Act.Verb, isMain: true);
        Button("edit", "Change the fields", isMain: false);
    }

    private void Button(string step, string text, bool isMain)
    {
        _ = isMain ? html.Open("button", "main") : html.Open("button");
        html.Attribute("type", "submit").Attribute("name", Step).Attribute("value", step).Text(text).Close();
    }

    private void Hidden(string name, string value) =>
        html.Open("input").Attribute("type", "hidden").Attribute("name", name).Attribute("value", value).Close();
}
