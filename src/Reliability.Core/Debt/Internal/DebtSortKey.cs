namespace Reliability.Debt.Internal;

/// <summary>The place of an item in <see cref="DebtOrder"/>, computed once, because a sort compares each item many times.</summary>
internal readonly struct DebtSortKey(RankedDebt one) : IComparable<DebtSortKey>
{
    private readonly int _direction = (int)one.Score.Direction;

    /// <summary>Scores are finite, so one without a value comes last.</summary>
    private readonly double _value = one.Score.Value is not { } value ? double.PositiveInfinity
        : one.Score.Direction == DebtScoreDirection.Descending ? -value
        : value;

    private readonly double _base = one.Score.Base;
    private readonly long _createdAt = one.Item.CreatedAt.UtcTicks;
    private readonly string _id = one.Item.Id;

    public int CompareTo(DebtSortKey other)
    {
        int order = _direction.CompareTo(other._direction);
        order = order != 0 ? order : _value.CompareTo(other._value);
        order = order != 0 ? order : _base.CompareTo(other._base);
        order = order != 0 ? order : _createdAt.CompareTo(other._createdAt);
        return order != 0 ? order : string.CompareOrdinal(_id, other._id);
    }
}
