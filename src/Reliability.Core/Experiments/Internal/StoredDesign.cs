namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="InferenceDesign"/>.</summary>
internal sealed record StoredDesign
{
    public required string Method { get; init; }

    public required double Alpha { get; init; }

    public required double Power { get; init; }

    public long? PlannedUnits { get; init; }

    public required IReadOnlyList<double> Looks { get; init; }

    public required string Spending { get; init; }

    public required double TuningSize { get; init; }

    public required string PrimaryCorrection { get; init; }

    public required string SecondaryCorrection { get; init; }

    public required long MinimumUnits { get; init; }

    public required TimeSpan MinimumDuration { get; init; }

    public required double SampleRatioThreshold { get; init; }

    public required double MaxCrossedShare { get; init; }

    public bool RollsBack { get; init; }

    public static StoredDesign Of(InferenceDesign one) => new()
    {
        Method = ExperimentWords.Method.Word(one.Method),
        Alpha = one.Alpha,
        Power = one.Power,
        PlannedUnits = one.TargetUnits,
        Looks = [.. one.Looks],
        Spending = ExperimentWords.Spending.Word(one.Spending),
        TuningSize = one.TuningSize,
        PrimaryCorrection = ExperimentWords.Correction.Word(one.PrimaryCorrection),
        SecondaryCorrection = ExperimentWords.Correction.Word(one.SecondaryCorrection),
        MinimumUnits = one.MinUnits,
        MinimumDuration = one.MinDuration,
        SampleRatioThreshold = one.SampleRatioThreshold,
        MaxCrossedShare = one.MaxCrossedShare,
        RollsBack = one.RollsBack,
    };

    public InferenceDesign ToDesign() => new()
    {
        Method = ExperimentWords.Method.Value(Method),
        Alpha = Alpha,
        Power = Power,
        TargetUnits = PlannedUnits,
        Looks = [.. Looks],
        Spending = ExperimentWords.Spending.Value(Spending),
        TuningSize = TuningSize,
        PrimaryCorrection = ExperimentWords.Correction.Value(PrimaryCorrection),
        SecondaryCorrection = ExperimentWords.Correction.Value(SecondaryCorrection),
        MinUnits = MinimumUnits,
        MinDuration = MinimumDuration,
        SampleRatioThreshold = SampleRatioThreshold,
        MaxCrossedShare = MaxCrossedShare,
        RollsBack = RollsBack,
    };
}
