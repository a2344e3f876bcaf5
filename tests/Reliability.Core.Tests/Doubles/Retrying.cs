using System.Reflection;
using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.Core.Tests.Doubles;

/// <summary>
/// A proxy in front of a role of a store, whichever it is, whose calls are made again with the same request until they do not fail.
/// </summary>
/// <remarks>
/// No substitute: it repeats calls, and a substitute would keep each call of a conformance suite. It is public because
/// <see cref="DispatchProxy"/> derives from it, which the compiler does not see.
/// </remarks>
public class Retrying : DispatchProxy
{
    private object _inner = new();

    public static T Of<T>(T inner)
        where T : class
    {
        T proxy = Create<T, Retrying>();
        ((Retrying)(object)proxy)._inner = inner;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Type returned = targetMethod!.ReturnType;
        string repeat = returned == typeof(ValueTask) ? nameof(DoAsync)
            : returned.GetGenericTypeDefinition() == typeof(ValueTask<>) ? nameof(GetAsync)
            : nameof(ListAsync);
        MethodInfo method = typeof(Retrying).GetMethod(repeat, BindingFlags.NonPublic | BindingFlags.Static)!;
        Func<object> call = () => Call(targetMethod, _inner, args)!;
        return Call(
            returned.IsGenericType ? method.MakeGenericMethod(returned.GetGenericArguments()) : method,
            null,
            repeat == nameof(ListAsync) ? [call, CancellationToken.None] : [call]);
    }

    private static object? Call(MethodInfo method, object? target, object?[]? arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);

    private static async ValueTask DoAsync(Func<object> call) => await RepeatAsync(async () =>
    {
        await (ValueTask)call();
        return true;
    });

    private static ValueTask<T> GetAsync<T>(Func<object> call) => RepeatAsync(() => (ValueTask<T>)call());

    private static async IAsyncEnumerable<T> ListAsync<T>(
        Func<object> call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What was read before a fault is read again: the reader gets one reading whole.
        List<T> items = await RepeatAsync(async () =>
        {
            List<T> items = [];
            await foreach (T item in ((IAsyncEnumerable<T>)call()).WithCancellation(cancellationToken))
            {
                items.Add(item);
            }

            return items;
        });
        foreach (T item in items)
        {
            yield return item;
        }
    }

    private static async ValueTask<T> RepeatAsync<T>(Func<ValueTask<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StoreException e) when (e.IsTransient)
            {
            }
        }
    }
}
