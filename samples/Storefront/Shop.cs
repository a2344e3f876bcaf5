using Microsoft.AspNetCore.Http.HttpResults;
using Reliability.Experiments;
using Reliability.Recording;

namespace Storefront;

/// <summary>
/// The shop itself. It knows nothing of objectives, but for one that only it can judge: whether a confirmed order was stored. It shows each
/// visitor a variant of its experiments, and counts what the visitor does.
/// </summary>
internal static class Shop
{
    private static readonly string[] Products = ["lamp", "chair", "table", "carpet", "mirror", "shelf"];

    public static void Map(WebApplication app)
    {
        OutcomeRecorder stored = app.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("stored");
        TrackedExperiments experiments = app.Services.GetRequiredService<TrackedExperiments>();
        app.MapGet(
            "/search",
            async (string? q, string? visitor, FaultSwitch faults, TimeProvider time, CancellationToken cancellationToken) =>
        {
            if (visitor is { Length: > 0 } && experiments.Get(ShopExperiments.RankingKey) is { } ranking)
            {
                ShopExperiments.ExposeToRanking(ranking, visitor);
            }

            if (faults.Current == Fault.SlowSearch)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken).ConfigureAwait(false);
            }

            return Products.Where(product => product.Contains(q ?? "", StringComparison.OrdinalIgnoreCase));
        });
        app.MapGet(
            "/basket",
            (string? visitor) => experiments.Get(ShopExperiments.ButtonKey)?.Expose(visitor).Variant?.Key ?? "order");
        app.MapPost(
            "/orders",
            async Task<Results<Created<Order>, ProblemHttpResult>> (
                Order order,
                string? visitor,
                HttpContext http,
                OrderBook book,
                FaultSwitch faults,
                CancellationToken cancellationToken) =>
        {
            if (order.Quantity is < 1 or > 100 || !Products.Contains(order.Product))
            {
                return TypedResults.Problem($"An order is for 1 to 100 of {string.Join(", ", Products)}.", statusCode: 400);
            }

            // The request belongs to the arm of its visitor, so that its outcome counts for the guardrail, too.
            TrackedExperiment? button = visitor is null ? null : experiments.Get(ShopExperiments.ButtonKey);
            button?.Expose(http, visitor);
            if (faults.Hits(Fault.FailingCheckout, oneIn: 2))
            {
                throw new InvalidOperationException("The payment provider does not answer.");
            }

            long id = faults.Hits(Fault.LostOrders, oneIn: 50) ? -1 : await book.AddAsync(order, cancellationToken).ConfigureAwait(false);
            button?.Metric(ShopExperiments.Items).Add(visitor, order.Quantity);
            if (order.Quantity > 1)
            {
                button?.Metric(ShopExperiments.TwoOrdered).Convert(visitor);
            }

            stored.Record(good: await book.HasAsync(id, cancellationToken).ConfigureAwait(false));
            return TypedResults.Created($"/orders/{id}", order);
        });
        app.MapPost(
            "/found",
            (string visitor) => experiments.Get(ShopExperiments.RankingKey)?.Metric(ShopExperiments.Found).Convert(visitor));
        app.MapPut("/fault/{fault}", (Fault fault, FaultSwitch faults) => (faults.Current = fault).ToString());
    }
}
