using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="ExperimentDesign"/>.</summary>
internal sealed record StoredDesign
{
    public required string Method { get; init; }

    public required double Alpha { get; init; }

    public required double Power { get; init; }

    public long? PlannedUnits { get; init; }

    public required IReadOnlyList<double> Looks { get; init; }

    public required string Spending { get; init; }

    public required double TuningSize { get; init; }

    public double? TuningAlpha { get; init; }

    public required string PrimaryCorrection { get; init; }

    public required string SecondaryCorrection { get; init; }

    public required long MinimumUnits { get; init; }

    public required TimeSpan MinimumDuration { get; init; }

    public required double SampleRatioThreshold { get; init; }

    public required double MaxCrossedShare { get; init; }

    public bool RollsBack { get; init; }

    /// <summary>Maps a design. What its stopping rule does not have is stored as the defaults of the other rules.</summary>
    public static StoredDesign Of(ExperimentDesign one)
    {
        AlwaysValidRule always = one.Stopping as AlwaysValidRule ?? new();
        GroupSequentialRule looks = one.Stopping as GroupSequentialRule ?? new();
        return new StoredDesign
        {
            Method = ExperimentWords.Method.Word(KindOf(one.Stopping)),
            Alpha = one.Alpha,
            Power = one.Power,
            PlannedUnits = one.Stopping.End,
            Looks = [.. looks.Looks],
            Spending = ExperimentWords.Spending.Word(looks.Spending),
            TuningSize = always.TuningSize,
            TuningAlpha = always.TuningAlpha,
            PrimaryCorrection = ExperimentWords.Correction.Word(one.PrimaryCorrection),
            SecondaryCorrection = ExperimentWords.Correction.Word(one.SecondaryCorrection),
            MinimumUnits = one.MinUnits,
            MinimumDuration = one.MinDuration,
            SampleRatioThreshold = one.SampleRatioThreshold,
            MaxCrossedShare = one.MaxCrossedShare,
            RollsBack = one.RollsBack,
        };
    }

    public ExperimentDesign ToDesign() => new()
    {
        Stopping = ToStopping(),
        Alpha = Alpha,
        Power = Power,
        PrimaryCorrection = ExperimentWords.Correction.Value(PrimaryCorrection),
        SecondaryCorrection = ExperimentWords.Correction.Value(SecondaryCorrection),
        MinUnits = MinimumUnits,
        MinDuration = MinimumDuration,
        SampleRatioThreshold = SampleRatioThreshold,
        MaxCrossedShare = MaxCrossedShare,
        RollsBack = RollsBack,
    };

    private static StoppingKind KindOf(StoppingRule rule) => rule switch
    {
        FixedHorizonRule => StoppingKind.FixedHorizon,
        GroupSequentialRule => StoppingKind.GroupSequential,
        _ => StoppingKind.Sequential,
    };

    private StoppingRule ToStopping() => ExperimentWords.Method.Value(Method) switch
    {
        StoppingKind.FixedHorizon => new FixedHorizonRule { TargetUnits = PlannedUnits },
        StoppingKind.GroupSequential => new GroupSequentialRule
        {
            TargetUnits = PlannedUnits,
            Looks = Looks,
            Spending = ExperimentWords.Spending.Value(Spending),
        },
        _ => new AlwaysValidRule { TuningSize = TuningSize, TuningAlpha = TuningAlpha },
    };
}
