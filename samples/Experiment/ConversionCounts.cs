namespace ExperimentSample;

/// <summary>What a file holds.</summary>
/// <param name="Arms">Its variants, in the order in which they were met.</param>
/// <param name="Rows">How many lines were counted: no header, no blank and no bad ones.</param>
/// <param name="Repeated">How many of them told of a unit that had been met before.</param>
/// <param name="Crossed">How many units were met in two variants, and count in none.</param>
/// <param name="Bad">How many lines were left out as not valid.</param>
/// <param name="BadLines">The first of them.</param>
internal sealed record ConversionCounts(
    IReadOnlyList<ArmCounts> Arms,
    long Rows,
    long Repeated,
    long Crossed,
    long Bad,
    IReadOnlyList<BadLine> BadLines);
