namespace Storefront;

/// <summary>What can be made to go wrong.</summary>
internal enum Fault
{
    /// <summary>All is well.</summary>
    None,

    /// <summary>Half of the orders end with a 500.</summary>
    FailingCheckout,

    /// <summary>Searches take 250 ms.</summary>
    SlowSearch,

    /// <summary>One order in fifty is confirmed and not stored.</summary>
    LostOrders,
}
