namespace Reliability.Sketches.Internal;

/// <summary>One side of a sketch in the shorter of its two forms. It takes no memory: it measures first, and then writes.</summary>
internal readonly ref struct RiceSide
{
    private readonly ReadOnlySpan<long> _counts;
    private readonly int _first;
    private readonly RiceForm _form;

    public RiceSide(SketchBins? bins)
    {
        ReadOnlySpan<long> counts = bins is null ? [] : bins.Counts;
        int low = counts.IndexOfAnyExcept(0);
        if (low < 0)
        {
            Bits = RiceFormat.FormBits;
            return;
        }

        _counts = counts[low..(counts.LastIndexOfAnyExcept(0) + 1)];
        _first = bins!.First + low;
        var sparse = default(BitCounter);
        PutSparse(ref sparse);
        (_form, Bits) = (RiceForm.Sparse, sparse.Bits);

        // A bucket of a dense run takes a bit or more, so often the answer is known.
        if (sparse.Bits > _counts.Length)
        {
            var dense = default(BitCounter);
            PutDense(ref dense);
            if (dense.Bits < sparse.Bits)
            {
                (_form, Bits) = (RiceForm.Dense, dense.Bits);
            }
        }
    }

    /// <summary>Gets the number of bits that <see cref="Put"/> writes.</summary>
    public long Bits { get; }

    public void Put<TSink>(ref TSink sink)
        where TSink : IBitSink, allows ref struct
    {
        switch (_form)
        {
            case RiceForm.Sparse:
                PutSparse(ref sink);
                break;
            case RiceForm.Dense:
                PutDense(ref sink);
                break;
            default:
                sink.Put((ulong)RiceForm.Empty, RiceFormat.FormBits);
                break;
        }
    }

    private void PutSparse<TSink>(ref TSink sink)
        where TSink : IBitSink, allows ref struct
    {
        Start(ref sink, RiceForm.Sparse);
        RiceCode.Put(ref sink, (ulong)(_counts.Length - _counts.Count(0L) - 1), RiceFormat.OccupiedParameter);
        DecayingMean gaps = RiceFormat.Gaps();
        DecayingMean counts = RiceFormat.SparseCounts();
        int gap = 0;
        for (int slot = 0; slot < _counts.Length; slot++)
        {
            if (_counts[slot] == 0)
            {
                gap++;
                continue;
            }

            if (slot > 0)
            {
                PutNext(ref sink, ref gaps, (ulong)gap);
                gap = 0;
            }

            PutNext(ref sink, ref counts, (ulong)_counts[slot] - 1);
        }
    }

    private void PutDense<TSink>(ref TSink sink)
        where TSink : IBitSink, allows ref struct
    {
        Start(ref sink, RiceForm.Dense);
        RiceCode.Put(ref sink, (ulong)(_counts.Length - 1), RiceFormat.LengthParameter);
        var model = new DenseModel();
        foreach (long count in _counts)
        {
            int k = model.Parameter;
            RiceCode.Put(ref sink, model.Code((ulong)count), k);
        }
    }

    private void Start<TSink>(ref TSink sink, RiceForm form)
        where TSink : IBitSink, allows ref struct
    {
        sink.Put((ulong)form, RiceFormat.FormBits);
        RiceCode.Put(ref sink, RiceFormat.ZigZag(_first), RiceFormat.IndexParameter);
    }

    private static void PutNext<TSink>(ref TSink sink, ref DecayingMean mean, ulong number)
        where TSink : IBitSink, allows ref struct
    {
        RiceCode.Put(ref sink, number, mean.Parameter);
        mean.Add(number);
    }
}
