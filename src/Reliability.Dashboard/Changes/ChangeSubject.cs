namespace Reliability.Dashboard.Internal;

/// <summary>What a change is about.</summary>
internal sealed record ChangeSubject
{
    /// <summary>Gets the name of the service, the objective, the experiment or the metric.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the service to which it belongs.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the id of the override that is revoked, or of the acceptance that is withdrawn.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Gets the version of the experiment that the reader saw.</summary>
    public string Etag { get; init; } = string.Empty;

    /// <summary>Gets the time of the shift that is accepted.</summary>
    public DateTimeOffset Shift { get; init; }
}
