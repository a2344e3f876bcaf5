namespace Reliability.Storage;

/// <summary>What became of an <see cref="EnrollmentImport"/>, and where the import is now.</summary>
public readonly record struct EnrollmentImportResult
{
    /// <summary>Gets the outcome.</summary>
    public required EnrollmentImportOutcome Outcome { get; init; }

    /// <summary>
    /// Gets the position after which the next page is expected, or <see langword="null"/> for the first page. It has a meaning only for
    /// <see cref="EnrollmentImportOutcome.Staged"/>.
    /// </summary>
    public string? Continuation { get; init; }
}
