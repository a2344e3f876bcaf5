namespace Storefront;

/// <summary>What somebody buys.</summary>
internal sealed record Order(string Product, int Quantity);
