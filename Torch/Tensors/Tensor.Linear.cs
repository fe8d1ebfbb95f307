using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Aten.matmul.Binary(this, target);
        public Tensor mm(Tensor target) => Aten.mm.Binary(this, target);
        public Tensor bmm(Tensor batch2) => Aten.bmm.Binary(this, batch2);
        public Tensor mv(Tensor target) => Aten.mv.Binary(this, target);
        public Tensor dot(Tensor target) => Aten.dot.Binary(this, target);
        public Tensor inner(Tensor vec2) => Aten.inner.Binary(this, vec2);
        public Tensor outer(Tensor vec2) => Aten.outer.Binary(this, vec2);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Aten.addmm.Call(this, mat1, mat2, beta, alpha);
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.baddbmm.Call(this, batch1, batch2, beta, alpha);
        public Tensor inverse() => Aten.linalg_inv.Unary(this);
        public Tensor det() => Aten.linalg_det.Unary(this);
    }
}
