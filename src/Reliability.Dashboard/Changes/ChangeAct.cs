using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>A change that a form makes: what it asks for, and the request to the write endpoint that it becomes.</summary>
internal sealed record ChangeAct
{
    /// <summary>Gets the last segment of the address of the form.</summary>
    public required string Name { get; init; }

    public required ChangeTarget Target { get; init; }

    /// <summary>Gets what the button says.</summary>
    public required string Verb { get; init; }

    /// <summary>Gets the title, which the name of the subject follows.</summary>
    public required string Title { get; init; }

    /// <summary>Gets what the change does, whatever its figures.</summary>
    public required string Rule { get; init; }

    /// <summary>Gets what it asks for beside the reason.</summary>
    public IReadOnlyList<ChangeField> Fields { get; init; } = [];

    /// <summary>Gets a value indicating whether the name of the subject must be typed: the change cannot be undone.</summary>
    public bool AsksForName { get; init; }

    /// <summary>Gets the route of the write endpoint. The endpoint with <c>/plan</c> after it says what the change would do.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Gets the name of the value of the route that names the subject; <see langword="null"/> if the body does.</summary>
    public string? RouteValue { get; init; }

    /// <summary>Gets a value indicating whether the body has an id, and not the address.</summary>
    public bool HasId { get; init; } = true;

    /// <summary>Writes the fields of the body beside the reason and the id.</summary>
    public required Action<Utf8JsonWriter, ChangeForm> Write { get; init; }

    /// <summary>Returns all that the form asks for.</summary>
    public IEnumerable<ChangeField> AllFields(string subject)
    {
        foreach (ChangeField field in Fields)
        {
            yield return field;
        }

        yield return new ChangeField
        {
            Name = ChangeField.Reason,
            Label = "Reason, for everybody who reads the history",
            Kind = ChangeFieldKind.Area,
        };
        if (AsksForName)
        {
            yield return new ChangeField { Name = ChangeField.Confirm, Label = $"Type {subject} to confirm" };
        }
    }
}
