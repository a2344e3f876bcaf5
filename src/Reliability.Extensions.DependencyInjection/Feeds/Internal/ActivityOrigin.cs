namespace Reliability.Internal;

/// <summary>A declaration of activities that feed an objective.</summary>
internal sealed record ActivityOrigin(string Slo, string Source, ActivityFilter Filter)
{
    /// <summary>Gets the operation name, if only activities of one name are selected.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the condition on the operation name of an activity.</summary>
    public Func<string, bool> TakesName { get; init; } = _ => true;

    /// <summary>Gets what the objective waits for.</summary>
    public string Text => $"activities of {Source}{(Name is null ? "" : $" named {Name}")}{FeedText.Where(Filter.Taken)}";

    /// <summary>Gets a value indicating whether good activities are not events, because other activities count them.</summary>
    public bool OnlyBad { get; init; }
}
