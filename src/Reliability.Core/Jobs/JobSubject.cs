namespace Reliability.Jobs;

/// <summary>A thing that work is done for, such as an objective: at any moment one live process does it.</summary>
public sealed record JobSubject
{
    /// <summary>The service that it belongs to.</summary>
    public required string Service { get; init; }

    /// <summary>What kind of thing it is, such as <c>objective</c> or <c>experiment</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name among those of its kind.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// How this process defines it, in words that are the same in every process with the same definition. Of several definitions that live
    /// processes have, one answers.
    /// <see langword="null"/> when it has no definition of its own, so that any process may do its work.
    /// </summary>
    public string? Definition { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} '{Name}' of service '{Service}'";
}
