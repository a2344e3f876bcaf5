namespace Reliability.Storage;

/// <summary>The running sums of an experiment.</summary>
/// <param name="Arms">The arms that ever enrolled a unit, in the ordinal order of their keys.</param>
/// <param name="Crossed">How many units were seen in two arms, and so count in none.</param>
public sealed record EnrollmentSummary(IReadOnlyList<ArmSummary> Arms, long Crossed);
