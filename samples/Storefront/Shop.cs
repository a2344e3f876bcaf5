using Microsoft.AspNetCore.Http.HttpResults;
using Reliability.Recording;

namespace Storefront;

/// <summary>
/// The shop itself. It knows nothing of objectives, but for one that only it can judge: whether a confirmed order was stored.
/// </summary>
internal static class Shop
{
    private static readonly string[] Products = ["lamp", "chair", "table", "carpet", "mirror", "shelf"];

    public static void Map(WebApplication app)
    {
        OutcomeRecorder stored = app.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("stored");
        app.MapGet("/search", async (string? q, FaultSwitch faults, TimeProvider time, CancellationToken cancellationToken) =>
        {
            if (faults.Current == Fault.SlowSearch)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken).ConfigureAwait(false);
            }

            return Products.Where(product => product.Contains(q ?? "", StringComparison.OrdinalIgnoreCase));
        });
        app.MapPost(
            "/orders",
            async Task<Results<Created<Order>, ProblemHttpResult>> (
                Order order,
                OrderBook book,
                FaultSwitch faults,
                CancellationToken cancellationToken) =>
        {
            if (order.Quantity is < 1 or > 100 || !Products.Contains(order.Product))
            {
                return TypedResults.Problem($"An order is for 1 to 100 of {string.Join(", ", Products)}.", statusCode: 400);
            }

            if (faults.Hits(Fault.FailingCheckout, oneIn: 5))
            {
                throw new InvalidOperationException("The payment provider does not answer.");
            }

            long id = faults.Hits(Fault.LostOrders, oneIn: 50) ? -1 : await book.AddAsync(order, cancellationToken).ConfigureAwait(false);
            stored.Record(good: await book.HasAsync(id, cancellationToken).ConfigureAwait(false));
            return TypedResults.Created($"/orders/{id}", order);
        });
        app.MapPut("/fault/{fault}", (Fault fault, FaultSwitch faults) => (faults.Current = fault).ToString());
    }
}
