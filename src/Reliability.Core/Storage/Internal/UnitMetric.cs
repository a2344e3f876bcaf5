namespace Reliability.Storage.Internal;

/// <summary>The values of one unit for one metric.</summary>
internal readonly record struct UnitMetric(double X, double Y, bool HasFirst, bool HasCovariate)
{
    public UnitMetric Add(in EnrollmentEntry entry) => new(
        StoredArm.Finite(X + entry.Value),
        StoredArm.Finite(Y + entry.Second),
        HasFirst || entry.Kind == EnrollmentKind.First,
        HasCovariate || entry.Kind == EnrollmentKind.Covariate);
}
