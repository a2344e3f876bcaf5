namespace Reliability.Dashboard.Internal;

/// <summary>What a change asks for.</summary>
internal sealed record ChangeField
{
    /// <summary>The reason, which each change has.</summary>
    public const string Reason = "reason";

    /// <summary>The name that is typed to confirm what cannot be undone.</summary>
    public const string Confirm = "confirm";

    public required string Name { get; init; }

    public required string Label { get; init; }

    public ChangeFieldKind Kind { get; init; } = ChangeFieldKind.Text;

    /// <summary>Gets the text that stands in the field at first.</summary>
    public string Value { get; init; } = string.Empty;

    public bool IsRequired { get; init; } = true;
}
