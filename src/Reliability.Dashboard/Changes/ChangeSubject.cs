namespace Reliability.Dashboard.Internal;

/// <summary>What a change is about.</summary>
internal sealed record ChangeSubject
{
    /// <summary>Gets the name of the service, the objective or the experiment.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the service to which it belongs.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the id of the override that is revoked.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Gets the version of the experiment that the reader saw.</summary>
    public string Etag { get; init; } = string.Empty;
}
