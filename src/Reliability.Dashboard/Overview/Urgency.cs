namespace Reliability.Dashboard.Internal;

/// <summary>How urgent a line is, the least urgent first.</summary>
internal enum Urgency
{
    /// <summary>Worth knowing.</summary>
    Note = 0,

    /// <summary>To be seen to in working hours.</summary>
    Soon,

    /// <summary>Something is being lost now.</summary>
    Now,
}
