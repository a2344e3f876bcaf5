namespace AccessLogReport.Maintenance;

/// <summary>A kind of request to the shop.</summary>
/// <param name="Share">How often it is asked for, relative to the others.</param>
/// <param name="Request">Method and path; a <c>*</c> stands for the number of an article.</param>
/// <param name="Status">How it is answered when all is well.</param>
/// <param name="Bytes">The usual size of the answer.</param>
/// <param name="Milliseconds">The usual time it takes.</param>
internal sealed record ShopPage(int Share, string Request, int Status, int Bytes, double Milliseconds)
{
    /// <summary>Everything the shop answers.</summary>
    public static IReadOnlyList<ShopPage> All { get; } =
    [
        new(14, "GET /", 200, 18_204, 62),
        new(24, "GET /product/*", 200, 24_310, 71),
        new(9, "GET /category/garden", 200, 31_877, 88),
        new(8, "GET /category/kitchen", 200, 29_412, 86),
        new(6, "GET /search?q=*", 200, 15_030, 118),
        new(10, "GET /static/shop.css", 304, 0, 4),
        new(10, "GET /static/shop.js", 200, 48_120, 7),
        new(8, "GET /api/stock/*", 200, 212, 38),
        new(4, "POST /cart", 302, 0, 54),
        new(3, "GET /cart", 200, 9_644, 59),
        new(1, "POST /checkout", 302, 0, 142),
        new(1, "GET /wp-login.php", 404, 1_180, 6),
    ];
}
