namespace Reliability.Debt.Internal;

/// <summary>The stored form of <see cref="DebtEstimates"/>.</summary>
internal sealed record StoredEstimates
{
    public double? BusinessValue { get; init; }

    public double? TimeCriticality { get; init; }

    public double? RiskReduction { get; init; }

    public double? JobSize { get; init; }

    public double? Reach { get; init; }

    public double? ConfidenceShare { get; init; }

    public double? PrincipalPersonDays { get; init; }

    public double? AnnualInterestPersonDays { get; init; }

    public static StoredEstimates? Of(DebtEstimates? one) => one is null ? null : new()
    {
        BusinessValue = one.BusinessValue,
        TimeCriticality = one.TimeCriticality,
        RiskReduction = one.RiskReduction,
        JobSize = one.JobSize,
        Reach = one.Reach,
        ConfidenceShare = one.ConfidenceShare,
        PrincipalPersonDays = one.PrincipalPersonDays,
        AnnualInterestPersonDays = one.AnnualInterestPersonDays,
    };

    public DebtEstimates ToEstimates() => new()
    {
        BusinessValue = BusinessValue,
        TimeCriticality = TimeCriticality,
        RiskReduction = RiskReduction,
        JobSize = JobSize,
        Reach = Reach,
        ConfidenceShare = ConfidenceShare,
        PrincipalPersonDays = PrincipalPersonDays,
        AnnualInterestPersonDays = AnnualInterestPersonDays,
    };
}

/// <summary>The stored form of <see cref="DebtAcceptance"/>.</summary>
internal sealed record StoredAcceptance
{
    public required string Approver { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DebtAcceptance ToAcceptance() => new() { Approver = Approver, Reason = Reason, At = At, ExpiresAt = ExpiresAt };
}

/// <summary>The stored form of <see cref="DebtFieldChange"/>.</summary>
internal sealed record StoredFieldChange
{
    public required string Field { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }
}

/// <summary>The stored form of <see cref="DebtChange"/>. Its revision is its place.</summary>
internal sealed record StoredDebtChange
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<StoredFieldChange>? Fields { get; init; }

    public DebtChange ToChange(int revision) => new()
    {
        Revision = revision,
        Id = Id,
        Kind = DebtWords.Change.Value(Kind),
        By = By,
        Reason = Reason,
        At = At,
        Fields = [.. (Fields ?? []).Select(one => new DebtFieldChange { Field = one.Field, From = one.From, To = one.To })],
    };
}
