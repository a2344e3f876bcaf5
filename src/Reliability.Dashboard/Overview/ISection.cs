namespace Reliability.Dashboard.Internal;

/// <summary>A section of the overview. Each capability adds one.</summary>
internal interface ISection
{
    /// <summary>Gets the name of the section: its property in the twin and its anchor in the page.</summary>
    string Name { get; }

    /// <summary>
    /// Reads what the section shows; <see langword="null"/> if there is nothing of its kind, so that the section is absent.
    /// </summary>
    /// <param name="context">The setup, the time of the snapshot, and what several sections share.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<SectionPart?> ReadAsync(SnapshotContext context, CancellationToken cancellationToken);

    /// <summary>Makes the next read compute again what is kept between reads: something was changed through this process.</summary>
    void Forget()
    {
    }
}
