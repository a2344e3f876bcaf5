using Reliability.Recording;

namespace Reliability;

/// <summary>
/// Declares that a source feeds an objective or a metric. A package that offers feeds passes it to
/// <see cref="ReliabilityBuilder.AddDefinition"/>, so that a wrong name is reported at start, together with all other problems of the
/// setup.
/// </summary>
public sealed record FeedDeclaration
{
    /// <summary>Gets the name of the objective or metric.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the source, as the subject of a sentence, such as <c>Requests</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the kinds of events that the source can report.</summary>
    /// <value>Default: empty, which means every kind.</value>
    public IReadOnlyList<SeriesKind> Kinds { get; init; } = [];

    /// <summary>Gets the methods of HTTP that the source selects.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Gets the health check that the source reads.</summary>
    internal string? HealthCheck { get; init; }

    /// <summary>Gets the setting of configuration that declares the source; <see langword="null"/> if code does.</summary>
    internal string? Setting { get; init; }
}
