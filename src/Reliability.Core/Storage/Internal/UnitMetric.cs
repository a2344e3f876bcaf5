namespace Reliability.Storage.Internal;

/// <summary>What one unit did of one metric.</summary>
internal readonly record struct UnitMetric(double X, double Y, bool HasFirst, bool HasCovariate)
{
    public UnitMetric Add(in EnrollmentEntry entry) => new(
        StoredArm.Finite(X + entry.Value),
        StoredArm.Finite(Y + entry.Second),
        HasFirst || entry.Kind == EnrollmentKind.First,
        HasCovariate || entry.Kind == EnrollmentKind.Covariate);
}
