namespace Reliability.Debt.Internal;

/// <summary>The place of an item in <see cref="DebtOrder"/>, computed once, because a sort compares each item many times.</summary>
internal readonly struct DebtSortKey(RankedDebt one)
{
    private readonly int _direction = (int)one.Score.Direction;

    /// <summary>Scores are finite, so one without a value comes last.</summary>
    private readonly double _value = one.Score.Value is not { } value ? double.PositiveInfinity
        : one.Score.Direction == DebtScoreDirection.Descending ? -value
        : value;

    private readonly double _base = one.Score.Base;
    private readonly long _createdAt = one.Item.CreatedAt.UtcTicks;
    private readonly string _id = one.Item.Id;

    public static int Compare(DebtSortKey x, DebtSortKey y)
    {
        int order = x._direction.CompareTo(y._direction);
        order = order != 0 ? order : x._value.CompareTo(y._value);
        order = order != 0 ? order : x._base.CompareTo(y._base);
        order = order != 0 ? order : x._createdAt.CompareTo(y._createdAt);
        return order != 0 ? order : string.CompareOrdinal(x._id, y._id);
    }
}
