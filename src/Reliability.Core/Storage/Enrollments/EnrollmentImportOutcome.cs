namespace Reliability.Storage;

/// <summary>Specifies what became of an <see cref="EnrollmentImport"/>.</summary>
public enum EnrollmentImportOutcome
{
    /// <summary>Nothing was decided. A store never returns it.</summary>
    None = 0,

    /// <summary>
    /// The import goes on at <see cref="EnrollmentImportResult.Continuation"/>. The page is staged if it began where the import was, and
    /// was ignored otherwise.
    /// </summary>
    Staged = 1,

    /// <summary>The import is complete: the experiment appeared, with all its units, sums and producers at once.</summary>
    Imported = 2,

    /// <summary>The store already holds other data of the experiment. It did not change, and what was staged is removed.</summary>
    Present = 3,

    /// <summary>
    /// The number of staged units is not the number that the final state counts. Nothing appeared, and what was staged is removed: import
    /// again from the first page.
    /// </summary>
    Incomplete = 4,
}
