(()=>{const s=window.shopify;if(!s?.idToken)return;
const go=async(u,f)=>{const t=await s.idToken();
if(f){let i=f.elements.id_token;if(!i){i=document.createElement("input");i.type="hidden";i.name="id_token";f.append(i)}i.value=t;f.submit()}
else{u.searchParams.set("id_token",t);location.assign(u)}};
addEventListener("click",e=>{const a=e.target.closest?.("a[href]");if(!a||e.defaultPrevented||e.button||e.metaKey||e.ctrlKey||e.shiftKey||a.target)return;
const u=new URL(a.href);if(u.origin!==location.origin||!u.pathname.startsWith("/admin"))return;e.preventDefault();go(u)});
addEventListener("submit",e=>{const f=e.target;if(new URL(f.action).origin!==location.origin)return;e.preventDefault();go(null,f)})})()
